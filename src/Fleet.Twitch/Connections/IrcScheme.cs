namespace Fleet.Twitch.Connections;

/// <summary>How an endpoint is spoken to.</summary>
internal enum IrcScheme
{
    /// <summary>Plain TCP: <c>irc://</c>.</summary>
    Tcp = 0,

    /// <summary>TCP with TLS: <c>ircs://</c>.</summary>
    TcpTls = 1,

    /// <summary>A plain WebSocket: <c>ws://</c>.</summary>
    WebSocket = 2,

    /// <summary>A WebSocket with TLS: <c>wss://</c>.</summary>
    WebSocketTls = 3,
}
