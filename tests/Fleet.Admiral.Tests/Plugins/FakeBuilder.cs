using Fleet.Admiral.Plugins;

namespace Fleet.Admiral.Tests.Plugins;

/// <summary>Builds nothing, and says what the test says.</summary>
internal sealed class FakeBuilder : IProjectBuilder
{
    public List<string> Built { get; } = [];

    public Func<string, ProjectBuild> Answer { get; set; } = project => new ProjectBuild(null, $"no answer for {project}");

    public Task<ProjectBuild> BuildAsync(string project, CancellationToken ct)
    {
        Built.Add(project);
        return Task.FromResult(Answer(project));
    }
}
