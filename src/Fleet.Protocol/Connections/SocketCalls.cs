using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>
/// What .NET's sockets do not offer. First, a send that never blocks on a socket whose reads do: setting the socket
/// non-blocking would move the reads into .NET's polling engine and cost a thread hop for every batch. Second, a
/// blocking send that tells exactly what the kernel took and said.
/// </summary>
internal static partial class SocketCalls
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int InterruptedCall = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    /// <summary>Whether these calls work here.</summary>
    public static bool Available { get; } = OperatingSystem.IsLinux();

    /// <summary>Sends what the kernel takes at once, and says how many bytes that was.</summary>
    /// <param name="socket">A connected stream socket.</param>
    /// <param name="bytes">What to send, not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> when the kernel takes nothing now.</param>
    public static int TrySend(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, out SocketError error) =>
        Send(socket, bytes, DontWait | NoSignal, out error);

    /// <summary>
    /// Sends, waiting for the kernel to take at least something, and says how many bytes it took. .NET's own blocking send
    /// was seen to report a timeout when the peer died while it was full, so that the end looked like an error here.
    /// </summary>
    /// <param name="socket">A connected stream socket.</param>
    /// <param name="bytes">What to send, not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> when the wait ended without a byte taken: send again.</param>
    public static int SendBlocking(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, out SocketError error) =>
        Send(socket, bytes, NoSignal, out error);

    private static unsafe int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, int flags, out SocketError error)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint sent = Send(socket, start, (nuint)bytes.Length, flags);
                error = sent >= 0 ? SocketError.Success : ErrorOf(Marshal.GetLastPInvokeError());
                if (error != SocketError.Interrupted)
                    return Math.Max(0, (int)sent);
            }
        }
    }

    private static SocketError ErrorOf(int errno) => errno switch
    {
        InterruptedCall => SocketError.Interrupted,
        TryAgain => SocketError.WouldBlock,
        BrokenPipe => SocketError.Shutdown,
        ConnectionReset => SocketError.ConnectionReset,
        _ => SocketError.SocketError,
    };

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint Send(SafeSocketHandle socket, byte* bytes, nuint length, int flags);
}
