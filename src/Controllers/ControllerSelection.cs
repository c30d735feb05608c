namespace Kubesharp.Controllers;

/// <summary>
/// Which controllers run, as upstream's <c>--controllers</c> says it: <c>*</c> for all, a name for one, <c>-name</c> to
/// leave one out.
/// </summary>
public static class ControllerSelection
{
    public static IReadOnlyList<string> All { get; } = ["*"];

    public static bool IsEnabled(IReadOnlyList<string> selection, string name)
    {
        foreach (string entry in selection)
        {
            if (entry == name)
                return true;
            if (entry.Length == name.Length + 1 && entry[0] == '-' && entry.EndsWith(name, StringComparison.Ordinal))
                return false;
        }
        return selection.Contains("*");
    }

    /// <summary>What is wrong with a selection, with upstream's words; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<string> selection)
    {
        foreach (string entry in selection)
        {
            string name = entry.StartsWith('-') ? entry[1..] : entry;
            if (entry != "*" && !ControllerHost.Names.Contains(name))
            {
                yield return $"\"{name}\" is not in the list of known controllers: "
                    + string.Join(", ", ControllerHost.Names);
            }
        }
    }
}
