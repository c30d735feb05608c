using System.Text;

namespace Kubesharp.Linux.Mounts;

/// <summary>One line of <c>/proc/self/mountinfo</c> (proc(5)).</summary>
public sealed record MountPoint
{
    public required int Id { get; init; }
    public required int ParentId { get; init; }
    /// <summary>What of the file system is mounted: <c>/</c>, or a directory in it for a bind mount.</summary>
    public required string Root { get; init; }
    public required string Target { get; init; }
    public required string Options { get; init; }
    /// <summary>Propagation, such as <c>shared:12</c>; empty when private.</summary>
    public required string Propagation { get; init; }
    public required string Type { get; init; }
    public required string Source { get; init; }
    public required string SuperOptions { get; init; }

    public bool IsShared => Propagation.Contains("shared:", StringComparison.Ordinal);

    /// <summary>Reads a whole mountinfo file; lines that do not have its shape are skipped.</summary>
    public static IReadOnlyList<MountPoint> Parse(string mountInfo)
    {
        List<MountPoint> mounts = [];
        foreach (string line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ParseLine(line) is { } mount)
                mounts.Add(mount);
        }
        return mounts;
    }

    private static MountPoint? ParseLine(string line)
    {
        // 36 35 98:0 /root /target rw,noatime master:1 - ext3 /dev/root rw,errors=continue
        string[] fields = line.Split(' ');
        int separator = Array.IndexOf(fields, "-", Math.Min(6, fields.Length));
        if (separator < 0 || fields.Length < separator + 4
            || !int.TryParse(fields[0], out int id) || !int.TryParse(fields[1], out int parent))
        {
            return null;
        }
        return new MountPoint
        {
            Id = id,
            ParentId = parent,
            Root = Unescape(fields[3]),
            Target = Unescape(fields[4]),
            Options = fields[5],
            Propagation = string.Join(' ', fields[6..separator]),
            Type = fields[separator + 1],
            Source = Unescape(fields[separator + 2]),
            SuperOptions = fields[separator + 3],
        };
    }

    // The kernel writes blank, tab, line feed and backslash as three octal digits.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\'))
            return field;
        StringBuilder text = new(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length
                && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[i + 1] - '0') << 6) | ((field[i + 2] - '0') << 3) | (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }
        return text.ToString();
    }
}
