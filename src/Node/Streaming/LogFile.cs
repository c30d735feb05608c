using System.Text;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// Reads the files in which the runtime keeps what containers write: a line each, with time, stream and tag.
/// </summary>
internal static class LogFile
{
    /// <summary>The text of the last lines, for the termination message of a container that left none.</summary>
    public static string LastLines(string path, int linesMax, int bytesMax)
    {
        try
        {
            StringBuilder text = new();
            foreach (string line in File.ReadLines(path).TakeLast(linesMax))
            {
                if (LogLine.Parse(Encoding.UTF8.GetBytes(line)) is { } parsed)
                    text.Append(Encoding.UTF8.GetString(parsed.Content.Span)).Append(parsed.IsPartial ? "" : "\n");
            }
            string all = text.ToString();
            return all.Length > bytesMax ? all[^bytesMax..] : all;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
