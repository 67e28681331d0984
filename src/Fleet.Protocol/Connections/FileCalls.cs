using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>What .NET does not do with files: an atomic make-directory.</summary>
internal static partial class FileCalls
{
    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeDirectory(string path, uint mode);
}
