using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Protocol.Connections;

/// <summary>
/// The place where the processes of one host meet: a Unix domain socket, mode 0600, in a fresh directory
/// <c>fleet-&lt;random&gt;</c>, mode 0700, that this process made itself. Disposing removes both.
/// </summary>
public sealed class LocalEndpoint : IDisposable
{
    /// <summary>The longest path that the kernel's socket address takes, in UTF-8 bytes (108 with its end mark).</summary>
    public const int MaxPathBytes = 107;

    /// <summary>Connections that may wait to be accepted: more than workers start at once.</summary>
    private const int Backlog = 64;

    private const string SocketName = "fleet.sock";

    private readonly Socket _listener;

    private LocalEndpoint(string directory, string path, Socket listener)
    {
        DirectoryPath = directory;
        Path = path;
        _listener = listener;
    }

    /// <summary>The directory made for the socket; its owner may put other private files into it, which are removed with it.</summary>
    public string DirectoryPath { get; }

    /// <summary>The socket's path.</summary>
    public string Path { get; }

    /// <summary>Makes the directory, binds and listens.</summary>
    /// <param name="parent">Where to make the directory; null for <see cref="RuntimeDirectory.Default"/>.</param>
    /// <exception cref="IOException">The parent is missing or not safe, the path is too long, or binding failed; the message says what to do.</exception>
    public static LocalEndpoint Create(string? parent = null)
    {
        string root = System.IO.Path.GetFullPath(parent ?? RuntimeDirectory.Default());
        string directory = System.IO.Path.Combine(root, "fleet-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        string path = System.IO.Path.Combine(directory, SocketName);
        int bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes > MaxPathBytes)
            throw new IOException($"The socket path '{path}' has {bytes} bytes; the operating system takes {MaxPathBytes}. Choose a shorter runtime directory.");

        RuntimeDirectory.CreatePrivate(root, directory);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(Backlog);
            return new LocalEndpoint(directory, path, listener);
        }
        catch (Exception error)
        {
            listener.Dispose();
            Directory.Delete(directory, recursive: true);
            if (error is SocketException)
                throw new IOException($"Cannot listen on '{path}': {error.Message}", error);
            throw;
        }
    }

    /// <summary>Connects to an endpoint of this host. Blocks the calling thread: an asynchronous connect would spoil the socket for <see cref="Connection"/>.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="limit">How long to wait for a place in a full backlog.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="TimeoutException">The limit passed.</exception>
    public static Socket Connect(string path, TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // For Unix domain sockets the send timeout bounds the connect too.
            socket.SendTimeout = (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 1, int.MaxValue);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.SendTimeout = 0;
            return socket;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.TimedOut)
        {
            socket.Dispose();
            throw new TimeoutException($"Nobody accepted the connection to '{path}' within {limit}.", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next connection.</summary>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ObjectDisposedException">The endpoint was disposed.</exception>
    /// <exception cref="SocketException">The operating system refused, for example for want of file descriptors: try again after a pause.</exception>
    public ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken) => _listener.AcceptAsync(cancellationToken);

    /// <summary>Stops listening and removes the directory. Connections already accepted live on.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        try
        {
            Directory.Delete(DirectoryPath, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody cleaned up before, or holds a file in it open. The name is random, so nothing will meet the rest.
        }
    }
}
