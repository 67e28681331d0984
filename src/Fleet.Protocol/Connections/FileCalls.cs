using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>What .NET does not tell about files: owners, and an atomic make-directory.</summary>
internal static partial class FileCalls
{
    private const int CurrentDirectory = -100;
    private const uint UidMask = 0x8;

    // struct statx has one layout on every architecture, unlike struct stat: stx_mask at 0, stx_uid at 20, 256 bytes in all.
    private const int StatBytes = 256;
    private const int UidOffset = 20;

    /// <summary>The user a file belongs to, null where it cannot be told.</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        byte* stat = stackalloc byte[StatBytes];
        if (StatX(CurrentDirectory, path, 0, UidMask, stat) != 0 || (*(uint*)stat & UidMask) == 0)
            return null;
        return *(uint*)(stat + UidOffset);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatX(int directory, string path, int flags, uint mask, byte* result);
}
