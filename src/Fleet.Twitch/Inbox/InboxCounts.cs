namespace Fleet.Twitch.Inbox;

/// <summary>What an inbox did with messages since it was made.</summary>
/// <param name="Received">Messages taken in, each once.</param>
/// <param name="Started">Messages given to handlers.</param>
/// <param name="Duplicates">Messages that came again, or that the predecessor had handled.</param>
/// <param name="Overflowed">Messages dropped since too many were waiting.</param>
/// <param name="Expired">Messages that waited in standby for longer than the window.</param>
internal readonly record struct InboxCounts(long Received, long Started, long Duplicates, long Overflowed, long Expired);
