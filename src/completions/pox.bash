# SPDX-License-Identifier: MIT
# Completion of pox for bash. What may be typed is for the program to say.

_pox() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() word begin i

    # Bash breaks words at "=", ":" and "@", too; what no white space parts is one here.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${rest#"${rest%%[![:space:]]*}"}
        [[ $i -gt 0 && $word == "$rest" ]] || words+=("")
        ((i < COMP_CWORD)) || break
        words[-1]+=${COMP_WORDS[i]}
        rest=${word#"${COMP_WORDS[i]}"}
    done
    words[-1]+=$word
    begin=${words[-1]%"$2"}  # stays: bash replaces $2 only

    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        if [[ $word == "<FILE>" ]]; then
            compopt -o default
        elif [[ $word == "${words[-1]}"* ]]; then
            COMPREPLY+=("${word#"$begin"}")
            [[ $word != *= ]] || compopt -o nospace
        fi
    done < <(command pox --complete "${words[@]:1}")
} 2>/dev/null

complete -F _pox pox
