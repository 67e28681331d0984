using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Fleet.Admiral.Control;

/// <summary>Who owns a file: the one thing about Unix files that .NET does not tell.</summary>
internal static partial class UnixOwner
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint AskUid = 0x8;
    private const int StatxSize = 256;
    private const int UidOffset = 20;

    /// <summary>The user id of this process.</summary>
    public static uint Mine => GetEuid();

    /// <summary>The user id of a path's owner; of a symbolic link's owner where it is one.</summary>
    /// <exception cref="Win32Exception">The path cannot be asked.</exception>
    public static uint Of(string path)
    {
        // statx, because its layout is the same on every Linux; stat's is not.
        Span<byte> answer = stackalloc byte[StatxSize];
        if (Statx(CurrentFolder, path, NoFollow, AskUid, ref MemoryMarshal.GetReference(answer)) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return MemoryMarshal.Read<uint>(answer[UidOffset..]);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEuid();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte answer);
}
