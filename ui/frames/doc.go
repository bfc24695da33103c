// Package frames drives a Bubble Tea model without a terminal and compares what
// it shows with pictures kept as text. It supports tests and is imported by
// nothing else.
//
// The rules of this room:
//   - No clock but the driver's own, no goroutine and no sleep: the same messages
//     give the same frames every time.
//   - A frame that a terminal would cut off or garble fails the test, whether or
//     not a picture of it is kept.
//
// A package that keeps pictures starts its tests through Run, so that a picture
// which no test looks at any more is found:
//
//	func TestMain(m *testing.M) { os.Exit(frames.Run(m)) }
package frames
