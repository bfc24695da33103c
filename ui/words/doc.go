// Package words has every sentence that people read, for all fronts.
//
// The rules of this room:
//   - A language is one value in one file, such as English: tables by the engine's own
//     enums. The other files choose among its sentences by the state, and fill their
//     holes. A second language would be a second value.
//   - No sentence names a key: what to press is an Action, which the front at hand has a
//     name for.
//   - Plain strings: no styling, no widths, no terminal. A front wraps and paints.
//   - The reader is tired, has a phone in the other hand and is no programmer:
//     kind, short, one thing at a time.
//   - The portal's own words stand to the letter: Edit Location, Auth code, Fetch
//     locks, enable, Update. So support and customer speak of the same thing.
//   - What is not documented about the portal or the app is never said as a fact.
//   - An error says what happened, what it means and what to do next.
package words
