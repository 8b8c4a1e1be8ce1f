/** What pages in `content/` can use without importing it. Documented on the authoring page. */
import BreakIt from './BreakIt.astro';
import Definition from './Definition.astro';
import Diagram from './Diagram.astro';
import Exercise from './Exercise.astro';
import File from './File.astro';
import Hint from './Hint.astro';
import ImportablePackages from './ImportablePackages.astro';
import LessonList from './LessonList.astro';
import Link from './Link.astro';
import OldPost from './OldPost.astro';
import Panel from './Panel.astro';
import Predict from './Predict.astro';
import Recap from './Recap.astro';
import Result from './Result.astro';
import SpanField from './SpanField.astro';
import SpanFields from './SpanFields.astro';
import StartButton from './StartButton.astro';
import TakeHome from './TakeHome.astro';
import Term from './Term.astro';

export const lessonComponents = {
  /** Links written in Markdown. */
  a: Link,
  BreakIt,
  Definition,
  Diagram,
  Exercise,
  File,
  Hint,
  ImportablePackages,
  LessonList,
  OldPost,
  Panel,
  Predict,
  Recap,
  Result,
  SpanField,
  SpanFields,
  StartButton,
  TakeHome,
  Term,
};
