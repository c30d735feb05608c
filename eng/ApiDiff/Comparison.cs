namespace Kubesharp.ApiDiff;

/// <summary>Holds two documents against each other. Descriptions do not count: ours are our own.</summary>
public static class Comparison
{
    public static IReadOnlyList<Difference> Between(ApiDocument here, ApiDocument there)
    {
        List<Difference> differences = [];
        foreach (string name in here.Subjects.Keys.Union(there.Subjects.Keys).Order(StringComparer.Ordinal))
        {
            Subject? ours = here.Subjects.GetValueOrDefault(name);
            Subject? theirs = there.Subjects.GetValueOrDefault(name);
            if (ours is null)
                differences.Add(new(theirs!.GroupVersion, theirs.Kind, Change.Added, Whole(theirs)));
            else if (theirs is null)
                differences.Add(new(ours.GroupVersion, ours.Kind, Change.Dropped, ours.Name));
            else
                differences.AddRange(Between(ours, theirs));
        }
        return differences;
    }

    private static IEnumerable<Difference> Between(Subject ours, Subject theirs)
    {
        foreach (string text in Facts(ours.Facts, theirs.Facts))
            yield return new(ours.GroupVersion, ours.Kind, Change.Changed, $"{ours.Name}: {text}");
        foreach (string part in ours.Parts.Keys.Union(theirs.Parts.Keys).Order(StringComparer.Ordinal))
        {
            string name = $"{ours.Name}, {part}";
            if (!ours.Parts.TryGetValue(part, out SortedDictionary<string, string>? here))
            {
                yield return new(
                    ours.GroupVersion, ours.Kind, Change.Added, $"{name}: {Listed(theirs.Parts[part])}");
            }
            else if (!theirs.Parts.TryGetValue(part, out SortedDictionary<string, string>? there))
            {
                yield return new(ours.GroupVersion, ours.Kind, Change.Dropped, name);
            }
            else
            {
                foreach (string text in Facts(here, there))
                    yield return new(ours.GroupVersion, ours.Kind, Change.Changed, $"{name}: {text}");
            }
        }
    }

    private static IEnumerable<string> Facts(
        SortedDictionary<string, string> ours, SortedDictionary<string, string> theirs) =>
        ours.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal)
            .Select(fact => (fact, here: ours.GetValueOrDefault(fact), there: theirs.GetValueOrDefault(fact)))
            .Where(static entry => entry.here != entry.there)
            .Select(static entry => (entry.here, entry.there) switch
            {
                (null, _) => $"{entry.fact} is now {entry.there}",
                (_, null) => $"{entry.fact} is no longer {entry.here}",
                _ => $"{entry.fact} was {entry.here}, is {entry.there}",
            });

    // A type that is new comes with all its fields: that is what has to be written.
    private static string Whole(Subject subject) => !subject.Name.StartsWith("type ", StringComparison.Ordinal)
        ? subject.Name
        : subject.Name + string.Concat(subject.Parts.Select(part => $"\n        {part.Key}: {Listed(part.Value)}"));

    private static string Listed(SortedDictionary<string, string> facts) => facts.Count == 0
        ? "nothing more"
        : string.Join(", ", facts.Select(static fact => fact.Key == "type" ? fact.Value : $"{fact.Key} {fact.Value}"));
}
