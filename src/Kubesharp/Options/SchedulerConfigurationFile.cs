using Kubesharp.Scheduler.Configuration;

namespace Kubesharp.Options;

/// <summary>The file that <c>--scheduler-config</c> names: a KubeSchedulerConfiguration.</summary>
internal static class SchedulerConfigurationFile
{
    /// <summary>Empty: the default. Throws <see cref="OptionsException"/> with every violation.</summary>
    public static SchedulerOptions Read(string path)
    {
        if (path.Length == 0)
            return new SchedulerOptions();
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"the scheduler's configuration {path} cannot be read: {exception.Message}"]);
        }
        (SchedulerOptions? options, IReadOnlyList<string> problems) = SchedulerConfiguration.Parse(text);
        return options ?? throw new OptionsException([.. problems.Select(problem => $"{path}: {problem}")]);
    }
}
