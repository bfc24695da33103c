package igloo

import "testing"

// A portal's words may repeat a secret that it was sent. A short one may also be a part
// of any other word, where dots would tell which letters it has.
func TestASecretIsMaskedInThePortalsWords(t *testing.T) {
	for _, c := range []struct{ name, secret, said, want string }{
		{"a letter within words", "t", "We do not know this code", "We do not know this code"},
		{"a letter alone", "t", "We do not know t, or \"t\"", "We do not know •••, or \"•••\""},
		{"nothing but it", "t", "t", "•••"},
		{"a short one with a digit beside it", "7Q4K", "7Q4K1 is not 7Q4K.", "7Q4K1 is not •••."},
		{"a short one beside another letter", "sko", "skoå ásko sko", "skoå ásko •••"},
		{"a short one of marks", "-+", "-+- and x-+x", "•••- and x-+x"},
		{"one that overlaps itself", "a-a", "xa-a-a", "xa-•••"},
		{"seven characters", "løk1234", "løk12345 and løk1234", "løk12345 and •••"},
		{"eight characters are masked anywhere", "løk12345", "xløk123456", "x•••6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := request{secrets: []Secret{NewSecret(c.secret)}}
			if got := asked.mask(c.said); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
