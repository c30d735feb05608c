namespace Kubesharp.ApiDiff;

/// <summary>Differences for people: by group and version, by kind, + added, ~ changed, - dropped.</summary>
public static class Report
{
    public static void Write(IReadOnlyList<Difference> differences, TextWriter output)
    {
        foreach (IGrouping<string, Difference> group in differences
            .GroupBy(static difference => difference.GroupVersion)
            .OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine(group.Key);
            foreach (IGrouping<string, Difference> kind in group
                .GroupBy(static difference => difference.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
            {
                output.WriteLine($"  {kind.Key}");
                foreach (Difference difference in kind.OrderBy(static difference => difference.Change))
                    output.WriteLine($"    {Sign(difference.Change)} {difference.Text}");
            }
        }
        output.WriteLine(NotCompared.Text);
        output.WriteLine(differences.Count == 0
            ? "no differences"
            : $"{Count(Change.Added)} added, {Count(Change.Changed)} changed, {Count(Change.Dropped)} dropped");

        int Count(Change change) => differences.Count(difference => difference.Change == change);
    }

    private static char Sign(Change change) => change switch
    {
        Change.Added => '+',
        Change.Changed => '~',
        _ => '-',
    };
}
