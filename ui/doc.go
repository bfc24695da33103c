// Package ui is the wizard on a terminal: Bubble Tea's root model and one file for
// each kind of screen.
//
// The rules of this room:
//   - The root knows the order of things and nothing of any screen's inside. A
//     screen returns a page: what it shows, and what each key means. The root
//     decides what follows.
//   - The screen is chosen by the form of the engine's question, never by the step,
//     the portal or the way it is operated.
//   - Nothing here touches disk or network: the session does, inside commands. A
//     confirmed answer is written before it is shown.
//   - Every sentence comes from ui/words.
//   - Nothing moves by itself, nothing depends on colour, an idle screen writes nothing.
package ui
