using System.CommandLine;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Options;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Explaining;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp;

/// <summary>`kubesharp explain-scheduling POD`: node by node, why a Pod is or is not placed there.</summary>
internal static class ExplainSchedulingCommand
{
    public static Command Create()
    {
        Argument<string> name = new("POD") { Description = "The Pod's name." };
        Option<string> space = new("--namespace", "-n")
        {
            Description = "The Pod's namespace.", DefaultValueFactory = static _ => "default",
        };
        Option<string> kubeconfig = new("--kubeconfig")
        {
            Description = "A kubeconfig of the server. Default: admin.kubeconfig in the data directory",
        };
        Setting<string> dataDirectory = CommonSettings.DataDirectory;
        Setting<string> configuration = ServerSettings.SchedulerConfig;
        Command command = new(
            "explain-scheduling", "Say for each node which filter rejects a Pod, and by how much, or how it scores.")
        {
            name, space, kubeconfig,
        };
        command.Options.Add(dataDirectory.Flag);
        command.Options.Add(configuration.Flag);
        command.SetAction(async (flags, cancellationToken) =>
        {
            try
            {
                SettingReader reader = new(flags, [dataDirectory, configuration], null);
                SchedulerOptions scheduler = SchedulerConfigurationFile.Read(reader.Get(configuration));
                string path = flags.GetValue(kubeconfig)
                    ?? Path.Combine(reader.Get(dataDirectory), "admin.kubeconfig");
                using ServerConnection server = ServerConnection.Open(path);
                ApiClient client = new(server.Transport, "kubesharp");
                (string? text, string? problem) = await ExplainAsync(
                    client, new(flags.GetValue(space)!, flags.GetValue(name)!), scheduler, cancellationToken);
                if (text is not null)
                    Console.Write(text);
                else
                    await Console.Error.WriteLineAsync($"error: {problem}");
                return text is null ? 1 : 0;
            }
            catch (OptionsException exception)
            {
                foreach (string problem in exception.Problems)
                    await Console.Error.WriteLineAsync($"error: {problem}");
                return 1;
            }
        });
        return command;
    }

    /// <summary>The explanation, or what went wrong.</summary>
    internal static async Task<(string? Text, string? Problem)> ExplainAsync(
        ApiClient client, ObjectKey key, SchedulerOptions options, CancellationToken cancellationToken)
    {
        ApiResult<Pod> found = await client.GetAsync<Pod>(key, cancellationToken);
        if (found.Value is not { } pod)
            return (null, found.Error!.Message);
        ProfileOptions? profile = options.Profiles.FirstOrDefault(one => one.SchedulerName == pod.Spec.SchedulerName);
        if (profile is null)
            return (null, $"no profile serves schedulerName \"{pod.Spec.SchedulerName}\" of {key}");
        ClusterReader cluster = new(client);
        if (await cluster.ReadAsync(cancellationToken) is { } error)
            return (null, error.Message);
        string where = pod.Spec.NodeName;
        // A Pod that is placed already is asked about as if it were not.
        if (where.Length > 0)
        {
            cluster.Snapshot.Remove(pod.Metadata.Uid);
            pod = pod with { Spec = pod.Spec with { NodeName = "" } };
        }
        SchedulingExplanation explanation = SchedulingExplanation.Of(
            new PodInfo(pod), cluster.Snapshot, cluster.Objects, profile);
        return (where.Length == 0 ? explanation.ToString() : $"{explanation}\nIt is on {where} now.\n", null);
    }
}
