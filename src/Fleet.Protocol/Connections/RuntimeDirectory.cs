using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>Private directories for sockets: where they may be, and how they are made.</summary>
public static class RuntimeDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// The directory that the session has for such things (<c>XDG_RUNTIME_DIR</c>) when it is a safe place, else the
    /// directory for temporary files.
    /// </summary>
    public static string Default()
    {
        string? session = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return session is not null && System.IO.Path.IsPathRooted(session) && WhyUnsafe(session) is null
            ? session
            : System.IO.Path.GetTempPath();
    }

    /// <summary>Makes a directory that only this user may enter, atomically: one that exists already is refused.</summary>
    /// <param name="parent">Where; it must exist and nobody but us and root may be able to exchange entries of ours in it.</param>
    /// <param name="path">The directory to make, directly in <paramref name="parent"/>.</param>
    /// <exception cref="IOException">The parent is not safe, or the directory cannot be made.</exception>
    internal static void CreatePrivate(string parent, string path)
    {
        if (WhyUnsafe(parent) is { } reason)
            throw new IOException($"The runtime directory '{parent}' cannot be used: {reason}. Choose another one.");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // Not Directory.CreateDirectory: it is content with a directory that somebody else made before.
        if (FileCalls.MakeDirectory(path, (uint)Private) != 0)
            throw new IOException($"Cannot make '{path}': {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    private static string? WhyUnsafe(string directory)
    {
        if (!Directory.Exists(directory))
            return "it does not exist";
        if (OperatingSystem.IsWindows())
            return null;
        UnixFileMode mode = File.GetUnixFileMode(directory);
        if ((mode & WritableByOthers) != 0 && (mode & UnixFileMode.StickyBit) == 0)
            return "other users may write into it and it has no sticky bit";
        return UnixOwner.Of(directory, followLinks: true) is { } owner && owner != 0 && owner != UnixOwner.Mine
            ? $"it belongs to user {owner}"
            : null;
    }
}
