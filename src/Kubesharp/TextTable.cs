using System.Text;

namespace Kubesharp;

/// <summary>Columns as kubectl prints them: as wide as the widest cell and three spaces.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    /// <param name="rows">The first one is the head; all have as many cells.</param>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length) + Gap)];
        StringBuilder text = new();
        foreach (IReadOnlyList<string> row in rows)
        {
            StringBuilder line = new();
            for (int column = 0; column < row.Count; column++)
                line.Append(row[column].PadRight(widths[column]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
