namespace Fleet.Admiral.Plugins;

/// <summary>Builds a project.</summary>
internal interface IProjectBuilder
{
    /// <summary>Builds a project in its Release configuration.</summary>
    /// <param name="project">The full path of a .csproj.</param>
    /// <param name="ct">Gives the build up, with all that it started.</param>
    Task<ProjectBuild> BuildAsync(string project, CancellationToken ct);
}
