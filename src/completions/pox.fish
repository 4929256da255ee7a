# SPDX-License-Identifier: MIT
# Completion of pox for fish. What may be typed is for the program to say.

function __pox_complete
    set -l words (commandline -opc) (commandline -ct)
    command -q pox; and command pox --complete $words[2..] 2>/dev/null
end

complete -c pox -f -a '(__pox_complete | string match -v "<FILE>")'
complete -c pox -F -n '__pox_complete | string match -q "<FILE>"'
