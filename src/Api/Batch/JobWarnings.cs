using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What is allowed in a Job and still hardly meant.</summary>
internal static class JobWarnings
{
    private const int CompletionsSoftLimit = 100_000;
    private const int ParallelismSoftLimit = 10_000;

    public static IReadOnlyList<string> Of(JobSpec spec, FieldPath path)
    {
        IReadOnlyList<string> warnings = PodWarnings.OfTemplate(spec.Template, path.Child("template"));
        bool large = spec is { CompletionMode: "Indexed", Completions: > CompletionsSoftLimit }
            && spec.Parallelism > ParallelismSoftLimit;
        return large
            ?
            [
                string.Create(CultureInfo.InvariantCulture,
                    $"In Indexed Jobs with a number of completions higher than {CompletionsSoftLimit} ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"and a parallelism higher than {ParallelismSoftLimit}, Kubernetes might not be able ")
                + "to track completedIndexes when a big number of indexes fail",
                .. warnings,
            ]
            : warnings;
    }
}
