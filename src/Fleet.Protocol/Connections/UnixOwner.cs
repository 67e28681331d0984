using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>Which user owns a file, and which one this process runs as: what .NET does not tell.</summary>
public static partial class UnixOwner
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint UidMask = 0x8;

    // struct statx has one layout on every architecture, unlike struct stat: stx_mask at 0, stx_uid at 20, 256 bytes in all.
    private const int StatBytes = 256;
    private const int UidOffset = 20;

    /// <summary>The number of the user that this process runs as (the effective one).</summary>
    /// <exception cref="DllNotFoundException">The system is no Unix.</exception>
    public static uint Mine => EffectiveUser();

    /// <summary>The number of the user that a file or folder belongs to; null where it cannot be told: it is gone, or the system is not Linux.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether a symbolic link stands for its target. Otherwise its own owner is told.</param>
    public static uint? Of(string path, bool followLinks)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> stat = stackalloc byte[StatBytes];
        if (StatX(CurrentDirectory, path, followLinks ? 0 : NoFollow, UidMask, ref MemoryMarshal.GetReference(stat)) != 0)
            return null;
        return (MemoryMarshal.Read<uint>(stat) & UidMask) == 0 ? null : MemoryMarshal.Read<uint>(stat[UidOffset..]);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte result);
}
