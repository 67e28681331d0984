using System.Text;

namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1002: says what a file is that is not a .NET assembly.</summary>
internal static class ContentCheck
{
    private const int FirstBytes = 64;

    /// <summary>The file can be read, but it is something else.</summary>
    public static PluginFault NotDotNet(PluginRequest request) => new(
        FaultCode.NotDotNet,
        $"{request.FileName} is not a .NET assembly",
        request.Path,
        Describe(FirstOf(request.Path)),
        Fix(request),
        Permanent: true);

    /// <summary>The file cannot be read.</summary>
    public static PluginFault Unreadable(PluginRequest request, Exception exception) => new(
        FaultCode.NotDotNet,
        $"{request.FileName} cannot be read",
        request.Path,
        exception.Message,
        "Let the user that runs Fleet read the file and its folder.",
        Permanent: true,
        exception.ToString());

    private static string Fix(PluginRequest request)
    {
        foreach (var dll in new[] { request.Known + ".dll", Path.ChangeExtension(request.Known, ".dll") })
        {
            if (dll != request.Known && File.Exists(dll)) return $"Set {request.PathKey} to {dll}.";
        }

        return $"{request.PathKey} must be the DLL that dotnet build wrote; build again if it is that one.";
    }

    private static ReadOnlySpan<byte> FirstOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var bytes = new byte[FirstBytes];
            return bytes.AsSpan(0, file.ReadAtLeast(bytes, FirstBytes, throwOnEndOfStream: false));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Describe(ReadOnlySpan<byte> first)
    {
        if (first.IsEmpty) return "The file is empty.";
        if (first.StartsWith("\u007fELF"u8)) return "It is a native Linux program or library.";
        if (first.StartsWith("MZ"u8)) return "It is a native Windows program or library, or a .NET assembly that was cut off.";
        if (first.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])) return "It is a native macOS program or library.";
        if (first.StartsWith("PK"u8)) return "It is a zip archive or a NuGet package.";
        return IsText(first) ? $"It is text: \"{Encoding.UTF8.GetString(first[..Math.Min(first.Length, 24)]).ReplaceLineEndings(" ").Trim()}…\"." : "Its first bytes are those of no program.";
    }

    private static bool IsText(ReadOnlySpan<byte> first)
    {
        foreach (var value in first)
        {
            if (value is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t')) return false;
        }

        return true;
    }
}
