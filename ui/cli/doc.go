// Package cli is the command line: it reads arguments, and joins portal, journal,
// keyring, sender and front. It is the only room that knows them all.
//
// The rules of this room:
//   - No flag takes a secret.
//   - Every command ends with one of the exit codes of main.go.
//   - What is said on stdout is the answer; what went wrong is said on stderr.
package cli
