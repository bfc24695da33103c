// Package store keeps what must outlive a run: the progress of a visit in files,
// and the password in the system's keyring.
//
// The rules of this room:
//   - One file per portal and location, written whole, synced and renamed, so that
//     a reader meets the old record or the new one and nothing between.
//   - Only who holds the lock writes. Looking never creates anything.
//   - A damaged file is set aside and never overwritten; a file of a newer version
//     is left as it is.
//   - What is not the user's alone is neither read nor written. What is looked at is what
//     was opened, never a name.
//   - No secret is in any file. The password goes to the keyring or stays in memory.
//   - The keyring is asked in a child process with a deadline, because it may hang.
package store
