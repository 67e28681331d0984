using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Handshake;

/// <summary>
/// What the Admiral writes as the first line of a worker's standard input: where to connect, as whom, and the one-time token that proves it.
/// Standard input, because other users can read a process's arguments and every child inherits its environment.
/// </summary>
/// <param name="SocketPath">The Unix socket that the Admiral listens on.</param>
/// <param name="Worker">Who the new process is.</param>
/// <param name="Token">32 random bytes, good for one handshake.</param>
/// <param name="MaxFrameBytes">The largest frame of this fleet, in bytes; told here because the link is made before anything can be said on it.</param>
public sealed record LaunchTicket(string SocketPath, WorkerName Worker, byte[] Token, int MaxFrameBytes)
{
    /// <summary>How many bytes a token has.</summary>
    public const int TokenLength = 32;

    private const string Mark = "fleet-ticket";

    /// <summary>One line without its end: <c>fleet-ticket VERSION WORKER TOKEN FRAME PATH</c>, the token in hexadecimal, the path last because it may hold spaces.</summary>
    public string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark} {ProtocolVersion.Current} {Worker} {Convert.ToHexStringLower(Token)} {MaxFrameBytes} {SocketPath}");

    /// <summary>Reads what <see cref="ToLine"/> writes.</summary>
    public static bool TryParse(string? line, [NotNullWhen(true)] out LaunchTicket? ticket)
    {
        ticket = null;
        var parts = line?.Split(' ', 6);
        if (parts is not [Mark, var version, var worker, var token, var frame, var path]) return false;
        if (version != ProtocolVersion.Current.ToString(CultureInfo.InvariantCulture)) return false;
        if (!WorkerName.TryParse(worker, out var name) || token.Length != TokenLength * 2 || path.Length == 0) return false;
        if (!int.TryParse(frame, NumberStyles.None, CultureInfo.InvariantCulture, out var largest)) return false;
        if (largest is < ProtocolLimits.HandshakeFrameBytes or > ProtocolLimits.LargestFrameBytes) return false;
        var bytes = new byte[TokenLength];
        if (Convert.FromHexString(token, bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        ticket = new LaunchTicket(path, name, bytes, largest);
        return true;
    }
}
