// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe::crypto {

/// Frees what OpenSSL keeps for the calling thread (errors, random generators). For the end of a thread that used it: left
/// to the system, this happens after QThread::wait() has returned, and may meet OpenSSL's own end of the program.
void leaveThread();

} // namespace hookloupe::crypto
