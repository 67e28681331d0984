// Each test is a whole fleet of processes: two at once would only make each other slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
