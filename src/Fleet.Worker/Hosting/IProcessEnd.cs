namespace Fleet.Worker.Hosting;

/// <summary>The end of this process. The seam that tests fake, so that they live on.</summary>
internal interface IProcessEnd
{
    /// <summary>Exits with a code. Does not return.</summary>
    void Exit(int code);

    /// <summary>From now on the process has a short time to end by itself.</summary>
    void GuardAgainstHangs();

    /// <summary>From now on the process has some time to end by itself.</summary>
    void GuardAgainstHangs(TimeSpan patience);
}
