// One test looks for threads that another would be using.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
