using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>
/// The one thing that .NET's sockets do not offer: a send that never blocks on a socket whose reads do. Setting the
/// socket non-blocking would move the reads into .NET's polling engine and cost a thread hop for every batch.
/// </summary>
internal static partial class SocketCalls
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int InterruptedCall = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    /// <summary>Whether <see cref="TrySend"/> works here.</summary>
    public static bool CanTrySend { get; } = OperatingSystem.IsLinux();

    /// <summary>Sends what the kernel takes at once, and says how many bytes that was.</summary>
    /// <param name="socket">A connected stream socket.</param>
    /// <param name="bytes">What to send, not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> when the kernel takes nothing now.</param>
    public static unsafe int TrySend(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, out SocketError error)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint sent = Send(socket, start, (nuint)bytes.Length, DontWait | NoSignal);
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
