"use client";

import { useEffect, useState } from "react";
import { type Control, useWatch } from "react-hook-form";
import { loadWidget, tellWidget } from "@/app/_lib/widget-script";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import type { ProjectFeedbackSettings } from "@/server/contracts/feedback-settings";
import { surveyConfig } from "@/server/contracts/survey-config";
import { SURVEY_LOCALES, type SurveyLocale } from "@/server/contracts/survey-wording";
import type { FeedbackFormInput, FeedbackFormOutput } from "./feedback-form-values";

const CONTAINER_ID = "widget-preview";
const ACCENT = /^#[0-9a-f]{6}$/i;

export interface WidgetPreviewProps {
  control: Control<FeedbackFormInput, unknown, FeedbackFormOutput>;
  settings: ProjectFeedbackSettings;
}

/** The widget as pages show it, with what stands in the form, saved or not. It sends nothing. */
export function WidgetPreview({ control, settings }: WidgetPreviewProps) {
  const [locale, setLocale] = useState<SurveyLocale>(settings.defaultLocale);
  const [productName, theme, accent, hasCommentStep] = useWatch({
    control,
    name: ["productName", "theme", "accent", "hasCommentStep"],
  });
  const config = JSON.stringify(
    surveyConfig(
      {
        ...settings,
        ...{ theme, hasCommentStep, isEnabled: true, position: "inline" },
        productName: productName.trim() || null,
        accent: ACCENT.test(accent) ? accent : settings.accent,
      },
      { locale, acceptLanguage: undefined },
    ),
  );
  // The widget is the outside system: it draws into the box, and leaves it when the page does.
  useEffect(() => {
    loadWidget()("preview", { config: JSON.parse(config), container: `#${CONTAINER_ID}` });
    return () => tellWidget("preview", { config: null });
  }, [config]);
  return (
    <Section
      title="Preview"
      description="What your users see, with what stands above, saved or not. Try it: nothing is sent."
      actions={
        <Select
          aria-label="Language of the preview"
          size="sm"
          className="w-40"
          options={SURVEY_LOCALES.map((value) => ({ value, label: languageName(value) }))}
          value={locale}
          onValueChange={setLocale}
        />
      }
    >
      <div id={CONTAINER_ID} className="min-h-44 rounded-lg border border-default bg-subtle p-4" />
    </Section>
  );
}

function languageName(locale: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(locale) ?? locale;
}
