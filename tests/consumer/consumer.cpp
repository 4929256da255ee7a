// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <pox/pox.h>

int main()
{
    pox_protocol imap{};
    imap.type = POX_PROTOCOL_TYPE_IMAP;
    imap.server = "mail.example.com";
    pox_error error{};
    std::unique_ptr<char, decltype(&std::free)> xml(
        pox_protocol_to_xml(&imap, nullptr, nullptr, &error), &std::free);
    if (!xml) {
        std::cerr << error.message << '\n';
        return 1;
    }
    std::unique_ptr<pox_protocol, decltype(&pox_protocol_free)> again(
        pox_protocol_parse(xml.get(), std::strlen(xml.get()), nullptr, &error),
        &pox_protocol_free);
    return again && pox_protocol_equal(again.get(), &imap) ? 0 : 1;
}
