using System.Runtime.InteropServices;

namespace Fleet.Admiral.Links;

/// <summary>The user that this process runs as.</summary>
internal static partial class ProcessUser
{
    /// <summary>The effective user's number; 0 where the system has no such numbers.</summary>
    public static uint Id { get; } = OperatingSystem.IsWindows() ? 0 : EffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
