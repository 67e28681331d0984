using System.Globalization;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Control;

/// <summary>
/// The folder of one running fleet on one host, held by its Admiral alone: <c>&lt;runtime&gt;/&lt;fleet&gt;/</c> with the lock, the sockets and the copies of the code.
/// </summary>
/// <remarks>
/// The lock belongs to the open file, so it ends with the Admiral however it dies. Whoever holds it may delete the sockets
/// found in the folder: nobody listens on them.
/// </remarks>
public sealed class RunDirectory : IDisposable
{
    // EWOULDBLOCK: what flock says where another process holds the lock. .NET passes it on as it is.
    private const int WouldBlock = 11;
    private const string LockName = "admiral.lock";
    private const string PidName = "admiral.pid";
    private const string SocketName = "control.sock";

    private readonly FileStream _lock;

    private RunDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder: mode 0700, owned by this user.</summary>
    public string Path { get; }

    /// <summary>Where the Admiral listens to operators.</summary>
    public string ControlSocket => SocketOf(Path);

    /// <summary>Where the copies of the code lie.</summary>
    public string Generations => System.IO.Path.Combine(Path, "generations");

    /// <summary>The control socket of a fleet, whether it runs or not.</summary>
    /// <param name="runtimeDirectory">See <see cref="RuntimeOptions.Directory"/>.</param>
    /// <param name="fleet">The fleet's name.</param>
    public static string SocketOf(string runtimeDirectory, string fleet) => SocketOf(System.IO.Path.Combine(runtimeDirectory, fleet));

    /// <summary>Takes the folder of a fleet for this process, until disposal.</summary>
    /// <returns>The folder, or why it cannot be had: FLEET3002 where another Admiral holds it, FLEET3003 where it is not safe.</returns>
    public static RunDirectoryResult Take(FleetConfig config) => Take(config.Runtime.Directory, config.Name);

    internal static RunDirectoryResult Take(string runtimeDirectory, string fleet)
    {
        var path = System.IO.Path.Combine(runtimeDirectory, fleet);
        if (PrivateFolder.Make(runtimeDirectory) is { } unsafeRoot) return new RunDirectoryResult(null, unsafeRoot);
        if (PrivateFolder.Make(path) is { } unsafeFolder) return new RunDirectoryResult(null, unsafeFolder);
        var lockPath = System.IO.Path.Combine(path, LockName);
        try
        {
            var file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WritePid(path);
            var directory = new RunDirectory(path, file);
            File.Delete(directory.ControlSocket);
            return new RunDirectoryResult(directory, null);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return new RunDirectoryResult(null, Taken(fleet, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RunDirectoryResult(null, new FleetFault("FLEET3003", $"{path} cannot be used: {e.Message} Set runtime.directory to a folder of this user."));
        }
    }

    /// <summary>Lets the folder go. The lock's file stays: deleting it would let two Admirals hold locks on two files of one name.</summary>
    public void Dispose() => _lock.Dispose();

    private static string SocketOf(string path) => System.IO.Path.Combine(path, SocketName);

    // Beside the lock and not in it: .NET takes a lock of its own to read a file, which the holder's refuses.
    private static void WritePid(string path) =>
        File.WriteAllText(System.IO.Path.Combine(path, PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private static FleetFault Taken(string fleet, string path) =>
        new("FLEET3002", $"fleet \"{fleet}\" already has an admiral on this host (pid {ReadPid(path)}). One admiral per host; use fleet restart to deploy.");

    private static string ReadPid(string path)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(path, PidName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
