using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>A copy of the program whose worker is a script of a test, beside the real one, <c>$here/Real.Worker</c>.</summary>
internal static class WorkerScript
{
    /// <summary>Makes the copy in the fleet's folder, and has the fleet run it.</summary>
    /// <param name="file">The fleet.</param>
    /// <param name="text">Lines of bash; they find the ticket on standard input, and their own folder in <c>here</c>.</param>
    public static FleetFile Install(FleetFile file, string text)
    {
        var program = Path.GetDirectoryName(FleetProgram.Executable)!;
        foreach (var source in Directory.EnumerateFiles(program, "*", SearchOption.AllDirectories))
        {
            var copy = file["program", Path.GetRelativePath(program, source)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
        }

        var worker = file["program", "worker", "Fleet.Worker"];
        File.Move(worker, file["program", "worker", "Real.Worker"]);
        File.WriteAllText(worker, $"""
            #!/bin/bash
            here=$(dirname "$0")
            {text}

            """);
        File.SetUnixFileMode(worker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        file.Program = file["program", "fleet"];
        return file;
    }
}
