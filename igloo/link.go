package igloo

// Link is the location link from Inlet support, taken apart. ParseLink makes it.
type Link struct {
	URL      string     // the link itself, cleaned, without credentials
	Origin   string     // scheme and host, such as "https://portal.example"
	Host     string     // host and port, as a person reads it
	Location LocationID // the last path segment; "" where the link names only a portal
}
