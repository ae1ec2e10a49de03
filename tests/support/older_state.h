// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <string>

namespace hookloupe::test {

/// As another program does it (`.restore`, `.backup`): the content of one database into the file of another, whoever uses that.
[[nodiscard]] inline bool copyDatabase(const std::string& from, const std::string& to)
{
    sqlite3* source = nullptr;
    sqlite3* target = nullptr;
    bool good = sqlite3_open(from.c_str(), &source) == SQLITE_OK && sqlite3_open(to.c_str(), &target) == SQLITE_OK;
    if (good) {
        sqlite3_busy_timeout(source, 30'000);
        sqlite3_busy_timeout(target, 30'000);
        sqlite3_backup* backup = sqlite3_backup_init(target, "main", source, "main");
        int code = SQLITE_BUSY;
        while (backup && (code == SQLITE_BUSY || code == SQLITE_LOCKED))
            code = sqlite3_backup_step(backup, -1);
        good = backup && sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE;
    }
    sqlite3_close(source);
    sqlite3_close(target);
    return good;
}

} // namespace hookloupe::test
