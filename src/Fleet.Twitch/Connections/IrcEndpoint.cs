using System.Diagnostics.CodeAnalysis;

namespace Fleet.Twitch.Connections;

/// <summary>Where the chat is, and whether a token may go there.</summary>
internal sealed record IrcEndpoint(IrcScheme Scheme, string Host, int Port, Uri Address)
{
    /// <summary>This machine itself.</summary>
    public bool IsLoopback => Address.IsLoopback;

    /// <summary>twitch.tv or a name below it.</summary>
    public bool IsTwitch =>
        Host.Equals("twitch.tv", StringComparison.OrdinalIgnoreCase) || Host.EndsWith(".twitch.tv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what is sent can be read on the way.</summary>
    public bool IsEncrypted => Scheme is IrcScheme.TcpTls or IrcScheme.WebSocketTls;

    /// <summary>A token goes to this machine or, encrypted, to Twitch, and nowhere else.</summary>
    public bool MayReceiveToken => IsLoopback || (IsTwitch && IsEncrypted);

    /// <summary>Reads <c>irc://</c>, <c>ircs://</c>, <c>ws://</c> and <c>wss://</c> addresses; without a port, Twitch's own for the scheme.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IrcEndpoint? endpoint)
    {
        endpoint = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.UserInfo.Length > 0) return false;

        (IrcScheme Scheme, int Port)? known = address.Scheme switch
        {
            "irc" => (IrcScheme.Tcp, 6667),
            "ircs" => (IrcScheme.TcpTls, 6697),
            "ws" => (IrcScheme.WebSocket, 80),
            "wss" => (IrcScheme.WebSocketTls, 443),
            _ => null,
        };
        if (known is not { } found) return false;
        endpoint = new IrcEndpoint(found.Scheme, address.DnsSafeHost, address.Port > 0 ? address.Port : found.Port, address);
        return true;
    }

    /// <summary>The address.</summary>
    public override string ToString() => Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
