package demo

import "inlet.tech/igloo-setup/igloo"

// What the demo's customer was given.
const (
	account  = "Fjordlys Bad AS"
	username = "kari@fjordlys.example"
	password = "varm-badstue-87"
)

// The codes beside the sequence.
const (
	emptyCode = "N0NE-4WCH-7TLM"
	pairCode  = "PR2K-8VYD-3QFA"
	knownCode = "HX5B-6JTN-1RSE"
)

// startPlaces returns the two locations with the locks that were set up
// there before.
func startPlaces() []*place {
	at := func(id igloo.LocationID, name, address string, locks ...igloo.Lock) *place {
		return &place{igloo.Location{ID: id, Name: name, Address: address, TimeZone: "Europe/Oslo"}, 1, locks}
	}
	return []*place{
		at(FirstLocation, "Badstua på Brygga", "Bryggegata 7, 9008 Tromsø",
			ready("lck-1001", "MT2X4f81c09e", "Mortise 2", "Badstue Vest"),
			ready("lck-1002", "GT1X07ab52d4", "Gate Lock", "Port mot kaia"),
			ready("lck-1003", "KB3Xe6130f7b", "Keybox 3", "Nøkkelboks resepsjon")),
		at(SecondLocation, "Nordlys gjestehus", "Storgata 112, 9008 Tromsø",
			ready("lck-2001", "PP1X93c4a8e2", "Push-Pull Mortise", "Hovedinngang"),
			ready("lck-2002", "OE1X5d20b7f6", "Deadbolt 2S", "Rom 101")),
	}
}

// ready is a lock that is in use.
func ready(id igloo.LockID, device, model, name string) igloo.Lock {
	l := fresh(id, device, model)
	l.Name, l.Enabled = name, true
	return l
}

// fresh is a lock as a code brings it: without a name, not enabled.
func fresh(id igloo.LockID, device, model string) igloo.Lock {
	return igloo.Lock{ID: id, DeviceID: device, Type: "Lock", Model: model}
}

// startCodes returns the sequence that the app would show, and the three codes
// beside it; known is the lock that has been set up before.
func startCodes(known igloo.Lock) []*code {
	keypad := fresh("lck-3012", "KP2X1be94c60", "Retrofit Lock with Keypad")
	keypad.Type = "Keypad"
	return []*code{
		{text: "K7QM-2XRD-9HTF", locks: []igloo.Lock{fresh("lck-3001", "OE1X1a2b3c4d", "Deadbolt 2S")}},
		{text: "W3PZ-8LNC-5VKA", locks: []igloo.Lock{fresh("lck-3002", "MT2X7c90e1f5", "Mortise 2")}},
		{text: "D9GT-4SBY-6MXQ", locks: []igloo.Lock{fresh("lck-3003", "RM1X28d6f30b", "Rim Lock")}},
		{text: "R5HE-7CJW-2NPU", locks: []igloo.Lock{fresh("lck-3004", "GD1Xb41a7e98", "Glass Door Lock")}},
		{text: "F8VA-3KXM-4TZD", locks: []igloo.Lock{fresh("lck-3005", "PE1X60f2d8c7", "Padlock E")}},
		{text: "Y2LB-9QRG-8WHS", locks: []igloo.Lock{fresh("lck-3006", "KB3Xc5e7904a", "Keybox 3")}},
		{text: "M6TC-5DFK-7JYN", locks: []igloo.Lock{fresh("lck-3007", "PP1X3e8b16d2", "Push-Pull Mortise")}},
		{text: "B4XS-6HWP-3GQV", locks: []igloo.Lock{fresh("lck-3008", "OE1Xf07d94a1", "Deadbolt 2S")}},
		{text: emptyCode, extra: true},
		{text: pairCode, extra: true, locks: []igloo.Lock{fresh("lck-3011", "RT1X8a5d27c3", "Retrofit Lock with Keypad"), keypad}},
		{text: knownCode, extra: true, locks: []igloo.Lock{known}},
	}
}
