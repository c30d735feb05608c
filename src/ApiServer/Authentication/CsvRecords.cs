using System.Text;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Records of comma-separated values (RFC 4180): a field in quotes may hold commas, lines and "" for a quote.
/// </summary>
internal static class CsvRecords
{
    /// <summary>All records; empty lines are none.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problems">Takes what is no CSV, by line.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, List<string> problems)
    {
        List<IReadOnlyList<string>> records = [];
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false, wasQuoted = false;
        int line = 1;
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (quoted)
            {
                if (character == '"' && index + 1 < text.Length && text[index + 1] == '"')
                    field.Append(text[index++]);
                else if (character == '"')
                    quoted = false;
                else
                    field.Append(character);
            }
            else if (character == '"' && string.IsNullOrWhiteSpace(field.ToString()) && !wasQuoted)
            {
                field.Clear();
                quoted = wasQuoted = true;
            }
            else if (character == '"')
                problems.Add($"line {line}: a quote must stand at the begin or end of a field");
            else if (character == ',')
                EndField();
            else if (character == '\n')
                EndRecord();
            else if (character != '\r')
                field.Append(character);
            if (character == '\n')
                line++;
        }
        if (quoted)
            problems.Add($"line {line}: a quoted field does not end");
        EndRecord();
        return records;

        void EndField()
        {
            fields.Add(field.ToString());
            field.Clear();
            wasQuoted = false;
        }

        void EndRecord()
        {
            bool empty = fields.Count == 0 && field.Length == 0 && !wasQuoted;
            EndField();
            if (!empty)
                records.Add([.. fields]);
            fields.Clear();
        }
    }
}
