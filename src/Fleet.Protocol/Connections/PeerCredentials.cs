namespace Fleet.Protocol.Connections;

/// <summary>Who holds the other end of a local socket, as the operating system knows it (not as the peer claims).</summary>
/// <param name="ProcessId">The process that connected.</param>
/// <param name="UserId">Its effective user.</param>
/// <param name="GroupId">Its effective group.</param>
public readonly record struct PeerCredentials(int ProcessId, uint UserId, uint GroupId);
