using Fleet.Admiral.Options;
using Fleet.Protocol.Connections;

namespace Fleet.Admiral.Control;

/// <summary>A folder that only this user can enter. Sockets lie in such folders, because a folder's mode is checked on every system and a socket's is not.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder with mode 0700, or checks that the one that is there is ours, has that mode and is no link.</summary>
    /// <returns>Null, or why the folder cannot be trusted.</returns>
    public static FleetFault? Make(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } parent) Directory.CreateDirectory(parent, OwnerOnly);
            // Creating what exists changes nothing, so the check holds for both: made by us now, or found.
            Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, e.Message);
        }

        return Check(path);
    }

    /// <summary>Checks that a folder is ours, has mode 0700 and is no link.</summary>
    /// <returns>Null, or why the folder cannot be trusted.</returns>
    public static FleetFault? Check(string path)
    {
        try
        {
            if (new DirectoryInfo(path).LinkTarget is { } target)
                return new FleetFault("FLEET3003", $"{path} is a link to {target}: sockets must lie in a folder of their own. Remove the link, or set runtime.directory.");
            var mode = File.GetUnixFileMode(path);
            if (UnixOwner.Of(path, followLinks: false) is not { } owner) return Unusable(path, "Its owner cannot be told.");
            if (owner != UnixOwner.Mine)
                return new FleetFault("FLEET3003", $"{path} belongs to user {owner}, not to user {UnixOwner.Mine} who asks. Set runtime.directory to a folder of this user.");
            return mode == OwnerOnly
                ? null
                : new FleetFault("FLEET3003", $"{path} may be entered by others (mode {Convert.ToString((int)mode, 8)}). Run: chmod 700 {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, e.Message);
        }
    }

    private static FleetFault Unusable(string path, string why) =>
        new("FLEET3003", $"{path} cannot be used for sockets: {why} Set runtime.directory to a folder of this user.");
}
