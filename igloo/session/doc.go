// Package session carries out what igloo/onboarding asks for, for every front
// alike: it calls the portal, logs in again, saves and reads back, keeps the
// password and the auth codes in memory, and writes the journal.
//
// The rules of this room:
//   - It asks and shows nothing: it returns events.
//   - Secrets stay here. The state has only references to them.
//   - What a save will send is in the journal before the request leaves.
//   - A write is repeated only after reading back, and only under its own key.
//   - It owns the interfaces Carrier, Journal, Vault and Sender; others implement them.
//     The contract's Carrier is its own, over an igloo.Portal.
package session
