using System.Globalization;
using System.Text;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Core;

/// <summary>What differs between two messages, line by line, for people who wonder why a change was refused.</summary>
internal static class Differences
{
    // A refusal is no place for a whole spec.
    private const int LinesMax = 20;

    public static string Between(IApiMessage old, IApiMessage changed)
    {
        var lines = new List<string>();
        Compare(TreeJson.Parse(ApiJson.ToText(old)), TreeJson.Parse(ApiJson.ToText(changed)), "", lines);
        var text = new StringBuilder();
        foreach (string line in lines.Take(LinesMax))
            text.Append(line).Append('\n');
        if (lines.Count > LinesMax)
            text.Append(CultureInfo.InvariantCulture, $"... {lines.Count - LinesMax} more\n");
        return text.ToString();
    }

    private static void Compare(Tree? old, Tree? changed, string path, List<string> lines)
    {
        if (Equals(old, changed))
            return;
        if (old is TreeObject left && changed is TreeObject right)
        {
            IEnumerable<string> names = left.Concat(right).Select(static member => member.Key).Distinct();
            foreach (string name in names)
                Compare(left[name], right[name], path.Length == 0 ? name : $"{path}.{name}", lines);
            return;
        }
        if (old is TreeList before && changed is TreeList after)
        {
            for (int i = 0; i < Math.Max(before.Count, after.Count); i++)
            {
                Compare(i < before.Count ? before[i] : null, i < after.Count ? after[i] : null,
                    string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), lines);
            }
            return;
        }
        if (old is not null)
            lines.Add($"- {path}: {Encoding.UTF8.GetString(TreeJson.Write(old))}");
        if (changed is not null)
            lines.Add($"+ {path}: {Encoding.UTF8.GetString(TreeJson.Write(changed))}");
    }
}
